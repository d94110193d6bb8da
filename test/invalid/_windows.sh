sudo apt-get install -y nginx
